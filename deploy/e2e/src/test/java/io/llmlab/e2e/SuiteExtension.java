package io.llmlab.e2e;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands the one [Suite] to every test that asks for it; it starts with the first class and ends after the last test.
/// Where it does not start, each class fails at once for the same reason, without another attempt.
class SuiteExtension implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(SuiteExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        suite(context).get();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Suite.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return suite(context).get();
    }

    /// The root's store closes what it holds when all tests have ended.
    @SuppressWarnings("unchecked")
    private static Once<Suite> suite(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(Suite.class, _ -> new Once<>(Suite::start), Once.class);
    }
}
