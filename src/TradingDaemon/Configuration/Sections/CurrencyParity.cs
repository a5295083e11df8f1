using TradingDaemon.Domain.Measures;

namespace TradingDaemon.Configuration.Sections;

/// <summary>A rate that is fixed by configuration.</summary>
/// <param name="From">One unit of this…</param>
/// <param name="To">…in this currency…</param>
/// <param name="Rate">…is worth this much; above zero.</param>
internal sealed record CurrencyParity(Currency From, Currency To, decimal Rate);
