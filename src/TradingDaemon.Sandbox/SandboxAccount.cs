using TradingDaemon.Exchange.Orders;

namespace TradingDaemon.Sandbox;

/// <summary>An account of the sandbox and what signs its requests.</summary>
/// <param name="Name">Its name, for the operator and the ledger.</param>
/// <param name="Key">Public name of its key: 1 to 64 characters without spaces.</param>
/// <param name="Secret">What both sides know.</param>
public sealed record SandboxAccount(string Name, string Key, string Secret)
{
    /// <summary>The account there is when none is named: <c>demo</c>, with 100,000 USD.</summary>
    public static SandboxAccount Demo { get; } = new("demo", "demo-key", "demo-secret") { Cash = new Dictionary<string, decimal> { ["USD"] = 100_000m } };

    /// <summary>The account there is at a venue when none is named: as <see cref="Demo"/>, with a secret that signs there.</summary>
    public static SandboxAccount DemoOf(string venue) => Dialects.Find(venue)?.Demo ?? Demo;

    /// <summary>Whether anything can be had by an account at a venue; else anybody asks, and nothing is traded.</summary>
    public static bool AreAt(string venue) => Dialects.Find(venue)?.HasAccounts ?? true;

    /// <summary>Whether its key may place and cancel; else it may only ask, where the venue makes that difference.</summary>
    public bool MayTrade { get; init; } = true;

    /// <summary>Whether its key tells that it may take money away, as one does that was given too much; nothing can be taken here.</summary>
    public bool MayWithdraw { get; init; }

    /// <summary>Whether its secret was made when this process began, so that it has to be shown to whoever is to use it. It opens nothing else.</summary>
    public bool IsSecretMade { get; init; }

    /// <summary>Cash by currency, deposited once, when the account is new.</summary>
    public IReadOnlyDictionary<string, decimal> Cash { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Holdings by symbol, deposited once, when the account is new.</summary>
    public IReadOnlyDictionary<string, decimal> Holdings { get; init; } = new Dictionary<string, decimal>();

    /// <summary>What it pays fees in; null: the currency of the trade.</summary>
    public FeePayment? Fees { get; init; }

    /// <summary>Name, key and what it owns; never the secret.</summary>
    public override string ToString() => $"{Name} ({Key})";
}
