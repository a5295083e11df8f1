using TradingDaemon.Domain.Instruments;

namespace TradingDaemon.Engine.Emergency;

/// <summary>A holding a plan does nothing about.</summary>
/// <param name="Symbol">Of what.</param>
/// <param name="NetBase">Signed; never zero.</param>
/// <param name="Why">Why not.</param>
public sealed record LeftHolding(Symbol Symbol, decimal NetBase, LeftReason Why)
{
    /// <summary>Whether it is nothing to worry about: nobody can sell it.</summary>
    public bool IsDust => Why == LeftReason.Dust;
}
