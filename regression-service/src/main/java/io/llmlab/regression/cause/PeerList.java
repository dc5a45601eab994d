package io.llmlab.regression.cause;

import io.llmlab.regression.cause.CauseService.Question;
import java.util.List;

/// All that were measured at the same time and before.
record PeerList(List<PeerSeries> series) {

    Surroundings surroundings(Question question, String provider, List<Change> changed) {
        return new Surroundings(
                Peers.of(
                        series,
                        peer -> peer.datasetName().equals(question.datasetName())
                                && peer.modelId() != question.modelId(),
                        PeerSeries::modelName),
                Peers.of(
                        series,
                        peer -> peer.modelId() == question.modelId()
                                && !peer.datasetName().equals(question.datasetName()),
                        PeerSeries::datasetName),
                Peers.of(
                        series,
                        peer -> peer.modelId() != question.modelId()
                                && peer.provider().equals(provider),
                        PeerSeries::place),
                Peers.of(
                        series,
                        peer -> peer.modelId() != question.modelId()
                                && !peer.provider().equals(provider),
                        PeerSeries::place),
                provider,
                changed);
    }
}
