using TradingDaemon.Sandbox;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using TradingDaemon.Configuration;
using TradingDaemon.Configuration.Sections;
using TradingDaemon.Configuration.Sources;
using TradingDaemon.Strategies.Catalogue;

namespace TradingDaemon.Benchmarks.Daemon;

/// <summary>A temporary directory with one daemon's configuration and data, and a free port for it.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly JsonObject _settings;

    private Workplace(JsonObject settings)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("tradingdaemon-bench-").FullName;
        System.IO.Directory.CreateDirectory(TierFolder);
        _settings = settings;
        _settings["operations"] = new JsonObject { ["urls"] = Url, ["logFormat"] = "json", ["logLevel"] = "warning" };
        _settings["storage"] = new JsonObject { ["directory"] = Data, ["checkpointInterval"] = "00:00:10" };
        Write();
    }

    /// <summary>The directory the daemon is started in.</summary>
    public string Directory { get; }

    /// <summary>Its data directory.</summary>
    public string Data => Path.Combine(Directory, "data");

    /// <summary>Where it listens.</summary>
    public string Url { get; } = $"http://127.0.0.1:{FreePort()}";

    private string TierFolder => Path.Combine(Directory, "config", "tiers");

    /// <summary>The delivered instruments and settings, with the delivered tiers.</summary>
    public static Workplace Delivered()
    {
        var place = new Workplace(DeliveredSettings());
        foreach (var file in System.IO.Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "config", "tiers")))
            File.Copy(file, Path.Combine(place.TierFolder, Path.GetFileName(file)));
        return place;
    }

    /// <summary>The delivered instruments and settings, with one tier instead of the delivered ones.</summary>
    public static Workplace With(JsonObject tier)
    {
        var place = new Workplace(DeliveredSettings());
        File.WriteAllText(Path.Combine(place.TierFolder, "bench.json"), tier.ToJsonString());
        return place;
    }

    /// <summary>Changes the settings.</summary>
    public Workplace Change(Action<JsonObject> change)
    {
        change(_settings);
        Write();
        return this;
    }

    /// <summary>The configuration as the daemon reads it here; throws <see cref="InvalidDataException"/> with every fault.</summary>
    public DaemonConfig Load()
    {
        var report = ConfigurationLoad.Load(new ConfigurationInputs
        {
            CurrentDirectory = Directory, ExecutableDirectory = Directory, ProbesDisk = false,
            Environment = new Dictionary<string, string> { ["SANDBOX_API_KEY"] = SandboxAccount.Demo.Key, ["SANDBOX_API_SECRET"] = SandboxAccount.Demo.Secret },
            ValidateStrategy = static spec => StrategyCatalogue.Default.Validate(spec),
        });
        return report.Config ?? throw new InvalidDataException(string.Join('\n', report.Faults));
    }

    /// <inheritdoc/>
    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);

    private static JsonObject DeliveredSettings() => JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "appsettings.json")))!.AsObject();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Write() => File.WriteAllText(Path.Combine(Directory, "appsettings.json"), _settings.ToJsonString());
}
