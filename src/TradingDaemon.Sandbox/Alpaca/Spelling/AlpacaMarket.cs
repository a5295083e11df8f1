using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox.Alpaca.Spelling;

/// <summary>Something Alpaca trades: a share, a coin or an option.</summary>
/// <param name="Index">The instrument's number here.</param>
/// <param name="Rules">Its rules.</param>
internal sealed record AlpacaMarket(int Index, ExchangeInstrument Rules)
{
    /// <summary>The class of shares.</summary>
    public const string Shares = "us_equity";

    /// <summary>The class of coins.</summary>
    public const string Coins = "crypto";

    /// <summary>The class of options.</summary>
    public const string Options = "us_option";

    private const decimal Part = 0.000000001m;

    // What it takes of the first tier, out of what is received.
    private static readonly FeeRates CoinFees = new(0.0015m, 0.0025m, 0m);

    /// <summary><c>AAPL</c>, or <c>BTC/USD</c>.</summary>
    public string Symbol => Rules.Symbol;

    /// <summary>Whether it is a coin pair.</summary>
    public bool IsCoin { get; } = Rules.AssetClass == "crypto";

    /// <summary>As positions spell it: without a slash.</summary>
    public string PositionSymbol { get; } = Rules.Symbol.Replace("/", "", StringComparison.Ordinal);

    /// <summary><c>us_equity</c>, <c>crypto</c> or <c>us_option</c>.</summary>
    public string Class => ClassOf(Rules.AssetClass)!;

    /// <summary>Alpaca's word for a class of the exchange's; null for one it does not trade.</summary>
    public static string? ClassOf(string assetClass) => assetClass switch { "equity" => Shares, "crypto" => Coins, "option" => Options, _ => null };

    /// <summary>Both in parts; shares without fees, coins at the venue's.</summary>
    public static ExchangeInstrument TermsOf(ExchangeInstrument rules) => rules.AssetClass switch
    {
        "equity" => rules with { LotSize = Part, Fees = default },
        "crypto" => rules with { LotSize = Part, Fees = CoinFees, FeePayment = FeePayment.InBase },
        _ => rules,
    };
}
