using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Market;

namespace TradingDaemon.Sandbox;

/// <summary>The knobs of a sandbox exchange.</summary>
public sealed record SandboxOptions
{
    /// <summary>Name of the sandbox's own protocol.</summary>
    public const string NativeVenue = "native";

    /// <summary>The protocols the exchange can speak, by the name of their venue; the native one first.</summary>
    public static IReadOnlyList<string> Venues => Dialects.Names;

    /// <summary>Whose protocol it speaks, one of <see cref="Venues"/>.</summary>
    public string Venue { get; init; } = NativeVenue;

    /// <summary>Port on the local machine; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Port of the staff's own entrance, which connection faults spare; 0 takes a free one.</summary>
    public int AdminPort { get; init; }

    /// <summary>Where ledger and nonces are kept; null keeps them in memory only.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Whether the ledger is flushed to the disk before an answer: only a power cut makes a difference.</summary>
    public bool Fsync { get; init; }

    /// <summary>The accounts; one named <c>demo</c>, with 100,000 USD, unless said.</summary>
    public IReadOnlyList<SandboxAccount> Accounts
    {
        get => field ?? [SandboxAccount.DemoOf(Venue)];
        init;
    }

    /// <summary>What is traded; unless said what its venue has.</summary>
    public IReadOnlyList<SandboxInstrument> Instruments
    {
        get => field ?? Dialects.Find(Venue)?.Instruments ?? InstrumentFile.BuiltIn;
        init;
    }

    /// <summary>Seed of the synthetic market.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether the synthetic market runs; else only quotes the staff shows move prices.</summary>
    public bool HasMarket { get; init; } = true;

    /// <summary>Market seconds in a real second; above zero.</summary>
    public double Speed { get; init; } = 1.0;

    /// <summary>Whether a client order id stays taken for ever; else only while its order is open.</summary>
    public bool ClientOrderIdsForever { get; init; }

    /// <summary>How long after a sale of shares what regulators charge of it is taken out of cash and told, in Alpaca's protocol; null: never.</summary>
    public TimeSpan? ChargesAfter { get; init; }

    /// <summary>Cash that may not be spent, as proceeds that are not settled, in Alpaca's protocol: its figures of what may be spent are less by it, and by them it refuses. Zero or more.</summary>
    public decimal CashHeld { get; init; }

    /// <summary>Base, above zero; CoinSpot's protocol buys or sells no more than that of an order at once. Null: as a whole or not at all.</summary>
    public decimal? AtOnceMax { get; init; }

    /// <summary>What goes wrong from the start.</summary>
    public FaultScript Faults { get; init; } = new();

    /// <summary>How often a stream shows that it lives; above zero. Null: as often as the venue's.</summary>
    public TimeSpan? HeartbeatEvery { get; init; }

    /// <summary>Where it tells of itself.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// What a crash does after open orders were forgotten, with how many; null: every connection is cut and the exchange opens again from its ledger, in this process.
    /// </summary>
    public Action<int>? OnCrash { get; init; }

    /// <summary>Every flaw of the accounts and the pace, a sentence each.</summary>
    internal IEnumerable<string> Flaws()
    {
        if (Dialects.Find(Venue) is not { } dialect)
        {
            yield return $"No protocol is named '{Venue}'; there are {string.Join(", ", Venues)}.";
            yield break;
        }

        foreach (var account in Accounts)
        {
            if (account.Name.Length == 0) yield return "An account has a name.";
            if (account.Key.Length is 0 or > 64 || account.Key.Any(static letter => letter is <= ' ' or > '~')) yield return $"The key of {account.Name} has 1 to 64 letters, digits or signs and no spaces.";
            if (account.Secret.Length == 0) yield return $"The secret of {account.Name} is empty.";
            else if (dialect.FlawOf(account.Secret) is { } flaw) yield return $"The secret of {account.Name}: {flaw}";
        }

        if (Accounts.Select(static account => account.Name).Distinct(StringComparer.Ordinal).Count() < Accounts.Count) yield return "Two accounts have the same name.";
        if (Accounts.Select(static account => account.Key).Distinct(StringComparer.Ordinal).Count() < Accounts.Count) yield return "Two accounts have the same key.";
        if (Instruments.Count == 0) yield return "There is nothing to trade.";
        if (CashHeld < 0m || (CashHeld > 0m && Venue != "alpaca")) yield return "Cash is held back in Alpaca's protocol only, zero or more of it.";
        if (ChargesAfter is { } after && (Venue != "alpaca" || after < TimeSpan.Zero)) yield return "Sales are charged for in Alpaca's protocol only, at once or later.";
        if (!(Speed > 0.0) || HeartbeatEvery <= TimeSpan.Zero) yield return "Speed and heartbeat interval are above zero.";
    }
}
