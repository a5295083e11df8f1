using TradingDaemon.Domain.Strategies;

namespace TradingDaemon.Strategies.Parameters;

/// <summary>One typed parameter of a strategy kind.</summary>
/// <param name="description">What is told about it.</param>
/// <param name="defaultValue">Its value when the spec does not name it.</param>
/// <param name="parse">The value a text stands for, or null outside the range.</param>
internal sealed class Parameter<T>(StrategyParameter description, T defaultValue, Func<string, T?> parse) : IParameter
    where T : struct
{
    /// <inheritdoc/>
    public StrategyParameter Description => description;

    /// <inheritdoc/>
    public bool Accepts(string text) => parse(text) is not null;

    /// <summary>The value in force. Throws <see cref="ArgumentException"/> for a text it does not accept: validation comes first.</summary>
    public T Read(StrategySpec spec) =>
        TryRead(spec) ?? throw new ArgumentException(ParameterFaults.OutOfRange(spec, description), nameof(spec));

    /// <summary>The value in force, or null for a text it does not accept.</summary>
    public T? TryRead(StrategySpec spec) => spec.WrittenValue(description.Name) is { } text ? parse(text) : defaultValue;
}
