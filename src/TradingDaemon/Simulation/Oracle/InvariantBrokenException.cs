namespace TradingDaemon.Simulation.Oracle;

/// <summary>The simulated daemon did what it must never do.</summary>
/// <param name="invariant">Which promise, in one sentence.</param>
/// <param name="expected">What had to be.</param>
/// <param name="found">What was.</param>
internal sealed class InvariantBrokenException(string invariant, string expected, string found) : Exception($"{invariant} Expected {expected}; found {found}.")
{
    /// <summary>Which promise.</summary>
    public string Invariant { get; } = invariant;

    /// <summary>What had to be.</summary>
    public string Expected { get; } = expected;

    /// <summary>What was.</summary>
    public string Found { get; } = found;
}
