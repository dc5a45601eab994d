package io.llmlab.runner.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One question and what is expected of the answer.
///
/// @param position place in the data set, from 0
/// @param id the caller's id, or the line's number where it gave none; unique within the version
/// @param messages what is sent; a plain `prompt` is one message of the role `user`
/// @param target the expected answer; for a multiple choice the letter of the right choice, `A` for the first
/// @param choices what can be chosen from; empty unless it is a multiple choice
/// @param answer index of the right choice, from 0; null unless it is a multiple choice
/// @param metadata whatever else the line held; an object, possibly empty
public record DatasetItem(
        int position,
        String id,
        List<Message> messages,
        String target,
        List<String> choices,
        @Nullable Integer answer,
        JsonNode metadata) {

    /// One turn of a conversation, as the chat completions protocol has it.
    public record Message(String role, String content) {}

    public boolean isMultipleChoice() {
        return !choices.isEmpty();
    }
}
