package io.llmlab.alert.incident;

import io.llmlab.alert.signal.Labels;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Subject;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import java.util.Map;

/// Whose alert it is.
@Embeddable
public class Origin {

    @Convert(converter = ModelColumn.class)
    private Model model;

    /// Of the model and of the run that opened the alert together.
    @Convert(converter = Labels.class)
    private Map<String, String> labels;

    protected Origin() {} // for Hibernate

    static Origin of(Subject subject) {
        var origin = new Origin();
        origin.model = subject.model();
        origin.labels = subject.allLabels();
        return origin;
    }

    Model model() {
        return model;
    }

    Map<String, String> labels() {
        return Map.copyOf(labels);
    }
}
