package io.llmlab.runner.execute;

import io.llmlab.runner.dataset.DatasetItem;
import io.llmlab.runner.dataset.DatasetItem.Message;
import io.llmlab.runner.run.BenchmarkConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a model is asked.
///
/// @param question the last message's text, as it is kept with the sample
record Prompt(List<Message> messages, String question) {

    private static final String PLACE = "{prompt}";

    /// A plain question.
    static Prompt of(String question) {
        return new Prompt(List.of(new Message("user", question)), question);
    }

    static Prompt of(DatasetItem item, BenchmarkConfig config) {
        var messages = new ArrayList<Message>();
        if (config.systemPrompt() != null) {
            messages.add(new Message("system", config.systemPrompt()));
        }
        for (var shot : config.shots()) {
            messages.add(new Message("user", shot.prompt()));
            messages.add(new Message("assistant", shot.answer()));
        }
        var last = item.messages().getLast();
        var question = withChoices(last.content(), item.choices());
        if (config.promptTemplate() != null) {
            question = config.promptTemplate().replace(PLACE, question);
        }
        messages.addAll(item.messages().subList(0, item.messages().size() - 1));
        messages.add(new Message(last.role(), question));
        return new Prompt(List.copyOf(messages), question);
    }

    /// What APIs with a place of its own for it call the system prompt; empty where there is none.
    String instructions() {
        return messages.stream().filter(Prompt::instructs).map(Message::content).collect(Collectors.joining("\n\n"));
    }

    /// The messages without the instructions.
    List<Message> turns() {
        return messages.stream().filter(message -> !instructs(message)).toList();
    }

    private static boolean instructs(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    /// A model can only choose from what it sees; a question that lists its choices already keeps its form.
    private static String withChoices(String question, List<String> choices) {
        if (choices.isEmpty() || lists(question, choices)) {
            return question;
        }
        return IntStream.range(0, choices.size())
                .mapToObj(index -> "%s. %s".formatted((char) ('A' + index), choices.get(index)))
                .collect(
                        Collectors.joining("\n", question + "\n\n", "\n\nAnswer with the letter of the right choice."));
    }

    /// Each choice stands behind its letter: that its text occurs is not enough, short ones such as `1` often do.
    private static boolean lists(String question, List<String> choices) {
        return IntStream.range(0, choices.size())
                .allMatch(index -> Pattern.compile("(?<![\\p{L}\\p{N}])%s\\s?[.):\\]]\\s*%s"
                                .formatted((char) ('A' + index), Pattern.quote(choices.get(index))))
                        .matcher(question)
                        .find());
    }
}
