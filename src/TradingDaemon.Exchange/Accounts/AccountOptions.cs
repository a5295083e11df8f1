using TradingDaemon.Exchange.Ledger;
using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Exchange.Accounts;

/// <summary>The settings of one account.</summary>
public sealed record AccountOptions
{
    /// <summary>Name of the account the exchange's own shorthands speak of, and of a ledger's lines that name none.</summary>
    public const string DefaultId = LedgerFile.DefaultAccount;

    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>Cash by asset, deposited once, when the account is new.</summary>
    public IReadOnlyDictionary<string, decimal> StartingCash { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Holdings by symbol, deposited once, when the account is new.</summary>
    public IReadOnlyDictionary<string, decimal> StartingHoldings { get; init; } = new Dictionary<string, decimal>();

    /// <summary>What happens when one of its orders meets another, unless the order says.</summary>
    public SelfTradePrevention SelfTrade { get; init; } = SelfTradePrevention.CancelNewest;

    /// <summary>How long its client order ids stay taken.</summary>
    public ClientOrderIdScope ClientOrderIds { get; init; } = ClientOrderIdScope.Forever;

    /// <summary>Its own fee rates; null for those of the instruments.</summary>
    public FeeRates? Fees { get; init; }

    /// <summary>How it pays fees; null leaves it to the instruments.</summary>
    public FeePayment? FeePayment { get; init; }
}
