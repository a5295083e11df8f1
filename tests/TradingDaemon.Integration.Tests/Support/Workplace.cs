using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>A directory of its own with the configuration and the data of one daemon, and a free port for it.</summary>
internal sealed class Workplace : IDisposable
{
    private const int PortMin = 10_000;
    private const int PortMax = 32_000;

    private static readonly ConcurrentDictionary<int, byte> PortsGiven = new();

    private readonly JsonObject _settings;

    private Workplace(JsonObject settings, string ledger = "data/simulated-venue.ledger")
    {
        _settings = settings;
        Directory = System.IO.Directory.CreateTempSubdirectory("trading-daemon-").FullName;
        System.IO.Directory.CreateDirectory(Path.Combine(Directory, "config", "tiers"));
        Port = FreePort();
        Ledger = Path.Combine(Directory, ledger);
        settings["operations"] = new JsonObject { ["urls"] = Url, ["logFormat"] = "json", ["logLevel"] = "warning" };
        settings["shutdown"]!["grace"] = "00:01:00"; // a machine busy with others takes its time
        settings["storage"] = new JsonObject { ["directory"] = Data, ["checkpointInterval"] = "00:00:01" };
    }

    public string Directory { get; }

    public string Data => Path.Combine(Directory, "data");

    public string Ledger { get; }

    public int Port { get; }

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>The project's own configuration, accelerated; what a new user starts with.</summary>
    public static Workplace Delivered(decimal speed = 1)
    {
        var place = new Workplace(DeliveredSettings());
        place._settings["feed"]!["speed"] = speed;
        var delivered = Path.Combine(AppContext.BaseDirectory, "config", "tiers");
        foreach (var file in System.IO.Directory.EnumerateFiles(delivered)) File.Copy(file, Path.Combine(place.Directory, "config", "tiers", Path.GetFileName(file)));
        place.Write();
        return place;
    }

    /// <summary>Four strategies on every quote of nine instruments, orders of every style, some resting: as many orders as the machine manages.</summary>
    public static Workplace Busy(int seed, decimal speed = 10)
    {
        var place = new Workplace(DeliveredSettings());
        place._settings["feed"] = new JsonObject { ["kind"] = "simulated", ["speed"] = speed, ["seed"] = seed };
        place._settings["venue"] = new JsonObject
        {
            ["startingCash"] = new JsonObject { ["USD"] = 1_000_000 }, ["seed"] = seed, ["latencyMin"] = "00:00:00.005", ["latencyMax"] = "00:00:00.040",
        };
        place.Write();
        File.WriteAllText(Path.Combine(place.Directory, "config", "tiers", "busy.json"), BusyTier.Json);
        return place;
    }

    /// <summary>As busy, at the sandbox exchange: its own process, its own ledger, prices from there.</summary>
    public static Workplace BusyAtSandbox(int exchangePort)
    {
        var settings = DeliveredSettings();
        settings["venues"] = new JsonObject { ["sandbox"] = Sandbox(exchangePort) };
        settings["routing"] = new JsonObject { ["venues"] = new JsonObject { ["any"] = "sandbox" } };
        return BusyOverNetwork(settings, Keys("SANDBOX"));
    }

    /// <summary>As busy, at two sandbox exchanges at once: coins and currencies at one, shares at the other; the first's ledger is this place's.</summary>
    public static Workplace BusyAtTwo(int coinsPort, int sharesPort)
    {
        var settings = DeliveredSettings();
        settings["venues"] = new JsonObject { ["coins"] = Sandbox(coinsPort), ["shares"] = Sandbox(sharesPort) };
        settings["routing"] = new JsonObject { ["venues"] = new JsonObject { ["any"] = "coins", ["equity"] = "shares" } };
        return BusyOverNetwork(settings, Keys("COINS", "SHARES"));
    }

    /// <summary>As busy, at the sandbox that speaks a venue's own protocol, as at the venue but for the address; on its own prices, or another sandbox's.</summary>
    public static Workplace BusyAtVenue(SpokenVenue venue, int exchangePort, int? pricesPort)
    {
        var settings = DeliveredSettings();
        (settings["accountCurrency"], settings["instruments"]) = (venue.Currency, venue.Instruments());
        settings["venue"] = new JsonObject { ["startingCash"] = new JsonObject { [venue.Currency] = 10_000 } };
        settings["venues"] = new JsonObject { [venue.Name] = new JsonObject { ["kind"] = venue.Name, ["url"] = $"http://127.0.0.1:{exchangePort}" } };
        settings["routing"] = new JsonObject { ["venues"] = new JsonObject { ["any"] = venue.Name } };
        if (venue.Gas is { } gas) settings["currencyParity"] = new JsonObject { [$"{gas.Code}/{venue.Currency}"] = gas.Price };
        if (pricesPort is { } port)
        {
            settings["venues"]!["prices"] = Sandbox(port);
            settings["routing"]!["feeds"] = new JsonObject { ["any"] = "prices" };
        }

        return BusyOverNetwork(settings, venue.Environment, BusyTier.Paced([.. venue.Markets.Select(static market => market.Symbol)], venue.OrdersPerSecond, withLimitsAtOnce: venue.HasStream));
    }

    /// <summary>As busy as the slower of two venues bears, at the sandboxes that speak their protocols: coins at one, shares at the other.</summary>
    public static Workplace BusyAtTwoVenues(SpokenVenue coins, int coinsPort, SpokenVenue shares, int sharesPort)
    {
        var settings = DeliveredSettings();
        var instruments = coins.Instruments();
        foreach (var (symbol, instrument) in shares.Instruments()) instruments[symbol] = instrument?.DeepClone();
        settings["instruments"] = instruments;
        settings["venues"] = new JsonObject
        {
            [coins.Name] = new JsonObject { ["kind"] = coins.Name, ["url"] = $"http://127.0.0.1:{coinsPort}" }, [shares.Name] = new JsonObject { ["kind"] = shares.Name, ["url"] = $"http://127.0.0.1:{sharesPort}" },
        };
        settings["routing"] = new JsonObject { ["venues"] = new JsonObject { ["crypto"] = coins.Name, ["equity"] = shares.Name } };
        return BusyOverNetwork(settings, coins.Environment.Concat(shares.Environment), BusyTier.Paced([.. instruments.Select(static one => one.Key)], perSecondMax: 1, withLimitsAtOnce: true));
    }

    /// <summary>One pair at two venues by their protocols, routed by cost, with one strategy that buys and sells it all the time.</summary>
    public static Workplace OnePairAtTwo(SpokenVenue first, int firstPort, SpokenVenue second, int secondPort)
    {
        var settings = DeliveredSettings();
        var symbol = first.Markets.Single().Symbol;
        settings["instruments"] = first.Instruments();
        settings["instruments"]![symbol]!["venues"] = new JsonArray(first.Name, second.Name);
        settings["instruments"]![symbol]!.AsObject().Remove("simulation");
        settings["venues"] = new JsonObject
        {
            [first.Name] = new JsonObject { ["kind"] = first.Name, ["url"] = $"http://127.0.0.1:{firstPort}" }, [second.Name] = new JsonObject { ["kind"] = second.Name, ["url"] = $"http://127.0.0.1:{secondPort}" },
        };
        return BusyOverNetwork(settings, first.Environment.Concat(second.Environment), BusyTier.On(symbol, perSecondMax: 1));
    }

    /// <summary>The instruments of some classes, as the sandbox reads them.</summary>
    public static string Instruments(params string[] classes)
    {
        var all = DeliveredSettings()["instruments"]!.AsObject();
        return new JsonObject { ["instruments"] = new JsonObject(all.Where(pair => classes.Contains((string)pair.Value!["assetClass"]!)).Select(static pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))) }.ToJsonString();
    }

    /// <summary>Whether a holding could be sold at all: each strategy may be left with less than the venue's smallest order.</summary>
    public bool IsWorthAnOrder(KeyValuePair<string, decimal> held)
    {
        var instrument = _settings["instruments"]![held.Key]!;
        return Math.Abs(held.Value) * instrument["simulation"]!["startPrice"]!.GetValue<decimal>() > BusyTier.StrategiesMax * instrument["minNotional"]!.GetValue<decimal>();
    }

    /// <summary>Changes the settings file.</summary>
    public void Change(Action<JsonObject> change)
    {
        change(_settings);
        Write();
    }

    public void Dispose()
    {
        try
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
        catch (IOException left)
        {
            TestContext.Progress.WriteLine($"{Directory} is left behind: {left.Message}");
        }
    }

    /// <summary>A port nobody listens on, below those the system gives to connections, so that none of them takes it before the daemon does.</summary>
    public static int FreePort()
    {
        for (; ;)
        {
            var port = Random.Shared.Next(PortMin, PortMax);
            if (!PortsGiven.TryAdd(port, 0)) continue; // another fixture's, which may not listen yet
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // taken: another one
            }
        }
    }

    private static JsonObject Sandbox(int port) => new() { ["kind"] = "sandbox", ["url"] = $"http://127.0.0.1:{port}", ["absenceProvenAfter"] = "00:00:00.200" };

    private static IEnumerable<string> Keys(params string[] names) => names.SelectMany(static name => new[] { $"{name}_API_KEY=demo-key", $"{name}_API_SECRET=demo-secret" });

    private static Workplace BusyOverNetwork(JsonObject settings, IEnumerable<string> environment, string? tier = null)
    {
        var place = new Workplace(settings, SandboxProcess.LedgerFile);
        place.Write();
        File.WriteAllLines(Path.Combine(place.Directory, ".env"), environment);
        File.WriteAllText(Path.Combine(place.Directory, "config", "tiers", "busy.json"), tier ?? BusyTier.Json);
        return place;
    }

    private static JsonObject DeliveredSettings() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "appsettings.json")))!.AsObject();

    private void Write() => File.WriteAllText(Path.Combine(Directory, "appsettings.json"), _settings.ToJsonString());
}
