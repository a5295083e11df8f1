namespace TradingDaemon.Engine.Tilt.Detectors;

/// <summary>What a detector found.</summary>
/// <param name="Severity">0 to 10: how many times the limit.</param>
/// <param name="Detail">In one clause, e.g. <c>an entry of 2.0 times the one before after 3 losses</c>.</param>
public readonly record struct TiltFinding(decimal Severity, string Detail)
{
    private const decimal Most = 10m;

    /// <summary>So many times the limit, 10 at most; a limit of zero is as far as it goes.</summary>
    public static decimal Times(decimal measured, decimal limit) => limit > 0m ? Math.Clamp(measured / limit, 0m, Most) : Most;
}
