package io.llmlab.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A value that a page names in backquotes is one of the chart's.
class NamedValuesTest {

    private static final Pattern NAMED = Pattern.compile("`([a-z][A-Za-z]*(?:\\.[A-Za-z]+)+)[`:]");
    private static final List<String> PAGES = List.of("install", "operate", "scale", "runbook");

    /// Of the root `pom.xml`.
    private static final Set<String> OF_THE_BUILD = Set.of("image.base");

    @Test
    void eachValueThatAPageNamesIsThere() {
        var named = new ArrayList<String>();
        PAGES.forEach(page -> NAMED.matcher(Project.read(Project.path("docs/" + page + ".md")))
                .results()
                .map(found -> found.group(1))
                .filter(name -> Chart.values().has(name.substring(0, name.indexOf('.'))))
                .filter(name -> !OF_THE_BUILD.contains(name))
                .forEach(named::add));

        assertThat(named).contains("prometheusRule.job").allMatch(NamedValuesTest::isThere);
    }

    @Test
    void whatIsNoValueIsFound() {
        assertThat(isThere("maxConcurrentJobs")).isTrue();
        assertThat(isThere("runner.maxConcurrentJobs")).isFalse();
        // A person fills in what is open.
        assertThat(isThere("serviceMonitor.labels.release")).isTrue();
    }

    private static boolean isThere(String name) {
        var value = Chart.values();
        for (var part : name.split("\\.")) {
            if (value.isObject() && value.isEmpty()) {
                return true;
            }
            value = value.path(part);
        }
        return !value.isMissingNode();
    }
}
