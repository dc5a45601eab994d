package io.llmlab.e2e;

import io.llmlab.local.replay.ReplayServer;
import java.io.IOException;
import java.nio.file.Path;

/// The running stack that all tests of this module share.
interface Suite {

    /// The project's root.
    Path root();

    Lab lab();

    /// A simulated model server that answers from the exam's recording.
    ReplayServer replay(Exam exam) throws IOException;
}
