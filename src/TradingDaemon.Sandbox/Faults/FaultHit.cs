namespace TradingDaemon.Sandbox.Faults;

/// <summary>A fault that strikes now.</summary>
/// <param name="Fault">Which.</param>
/// <param name="Draw">Uniform in 0 to 1, for what has a range.</param>
internal sealed record FaultHit(Fault Fault, double Draw)
{
    /// <summary>Somewhere in the fault's range; <paramref name="usualMs"/> where it says nothing.</summary>
    public TimeSpan Duration(double usualMs)
    {
        var least = Fault.Ms ?? usualMs;
        return TimeSpan.FromMilliseconds(least + (Math.Max(0.0, (Fault.MaxMs ?? least) - least) * Draw));
    }
}
