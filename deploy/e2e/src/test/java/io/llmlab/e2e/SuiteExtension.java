package io.llmlab.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the one [Suite] to every test that asks for it; it starts with the first and ends after the last.
class SuiteExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SuiteExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Suite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // The root's store closes what it holds when all tests have ended.
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Suite.class, _ -> start(), Suite.class);
    }

    private static Suite start() {
        try {
            return Suite.start();
        } catch (IOException failure) {
            throw new UncheckedIOException("The stack did not start", failure);
        }
    }
}
