using TradingDaemon.Domain.Account;
using TradingDaemon.Venues.Wire;

namespace TradingDaemon.Venues.Alpaca.Reading;

/// <summary>Reads out of the account what may be spent: on shares with the margin it grants, on coins, which are paid in full, and on options.</summary>
internal static class AlpacaBuyingPower
{
    /// <summary>What the account tells; of what it does not name, or what is no number, it tells none: that keeps entries out, and hides neither cash nor positions.</summary>
    /// <param name="account">The account.</param>
    /// <param name="at">When it was about to be asked (UTC).</param>
    public static ToldBuyingPower Read(WireValue account, DateTimeOffset at) =>
        new(at, account["currency"u8].AsText() ?? "USD", Sum(account["buying_power"u8]), Sum(account["non_marginable_buying_power"u8]), Sum(account["options_buying_power"u8]));

    private static decimal? Sum(WireValue told) => WireNumber.TryParse(told.Raw, out var sum) ? sum : null;
}
