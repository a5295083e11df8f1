using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Floor;

namespace TradingDaemon.Sandbox.Protocols;

/// <summary>The exchange behind a protocol: what any of them is made of.</summary>
/// <param name="Floor">Markets, books, tape; entered for what is not asked elsewhere.</param>
/// <param name="Entry">What changes orders.</param>
/// <param name="Accounts">What an account asks about itself.</param>
/// <param name="Keys">Who may ask.</param>
/// <param name="Faults">What goes wrong; the protocol itself asks it for the clock and for other limits only.</param>
/// <param name="Clock">The true time.</param>
internal sealed record ExchangeParts(ExchangeFloor Floor, OrderEntry Entry, AccountQueries Accounts, KeyRing Keys, FaultBoard Faults, TimeProvider Clock)
{
    /// <summary>How long after a sale of shares what regulators charge of it is taken, at a protocol that has such; null: never.</summary>
    public TimeSpan? ChargesAfter { get; init; }

    /// <summary>Cash that may not be spent, at a protocol that tells what may.</summary>
    public decimal CashHeld { get; init; }

    /// <summary>Base; what is bought or sold at once is no more than that, at a protocol that does not say. Null: all of it.</summary>
    public decimal? AtOnceMax { get; init; }

    /// <summary>The exchange's clock as it is told.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow() + Faults.ClockOffset;
}
