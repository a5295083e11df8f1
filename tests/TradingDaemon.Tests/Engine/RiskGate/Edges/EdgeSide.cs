namespace TradingDaemon.Tests.Engine.RiskGate.Edges;

/// <summary>Where a case lies beside a rule's limit. Rules without a number have two sides instead.</summary>
internal enum EdgeSide
{
    /// <summary>One step below the number.</summary>
    Below,

    /// <summary>Exactly the number.</summary>
    At,

    /// <summary>One step above it.</summary>
    Above,

    /// <summary>What the rule goes by is not known, or cannot lack and why.</summary>
    Missing,

    /// <summary>Of a rule without a number: what it lets pass.</summary>
    Good,

    /// <summary>Of a rule without a number: what it refuses.</summary>
    Bad,
}
