using TradingDaemon.Sandbox.Alpaca;
using TradingDaemon.Sandbox.Alpaca.Spelling;
using TradingDaemon.Sandbox.Binance;
using TradingDaemon.Sandbox.Binance.Spelling;
using TradingDaemon.Sandbox.CoinGecko;
using TradingDaemon.Sandbox.CoinSpot;
using TradingDaemon.Sandbox.Coinbase;
using TradingDaemon.Sandbox.Coinbase.Spelling;
using TradingDaemon.Sandbox.Kraken;
using TradingDaemon.Sandbox.Kraken.Spelling;
using TradingDaemon.Sandbox.Native;

namespace TradingDaemon.Sandbox;

/// <summary>Every protocol there is, by name.</summary>
internal static class Dialects
{
    private static readonly Dictionary<string, Dialect> All = new Dialect[]
    {
        new(SandboxOptions.NativeVenue, SandboxAccount.Demo, static _ => null, static _ => false, static exchange => new NativeProtocol(exchange)),
        new("alpaca", SandboxAccount.Demo with { Key = "PKDEMO", Secret = "demo-secret" }, static _ => null, AlpacaErrors.IsCode, static exchange => new AlpacaProtocol(exchange)) { Terms = AlpacaMarket.TermsOf, TakesIdsOnce = true },
        new("binance", SandboxAccount.Demo, static _ => null, BinanceErrors.IsCode, static exchange => new BinanceProtocol(exchange)),
        new("coinbase", SandboxAccount.Demo with { Key = "organizations/demo/apiKeys/demo", Secret = CoinbaseEntrance.NewSecret(), IsSecretMade = true }, CoinbaseEntrance.FlawOf, CoinbaseErrors.IsWord, static exchange => new CoinbaseProtocol(exchange)),
        new("coingecko", SandboxAccount.Demo, static _ => null, CoinGeckoErrors.IsCode, static exchange => new CoinGeckoProtocol(exchange)) { HasAccounts = false },
        new("coinspot", SandboxAccount.Demo with { Cash = new Dictionary<string, decimal> { ["AUD"] = 150_000m } }, static _ => null, CoinSpotErrors.IsText, static exchange => new CoinSpotProtocol(exchange)) { Instruments = CoinSpotCoins.Usual },
        new("kraken", SandboxAccount.Demo with { Secret = "ZGVtby1zZWNyZXQ=" }, KrakenSignature.FlawOf, KrakenErrors.IsText, static exchange => new KrakenProtocol(exchange)),
    }.ToDictionary(static dialect => dialect.Name, StringComparer.Ordinal);

    /// <summary>Their names, the native one first.</summary>
    public static IReadOnlyList<string> Names => [.. All.Keys];

    /// <summary>One of them; null when there is none of this name.</summary>
    public static Dialect? Find(string name) => All.GetValueOrDefault(name);
}
