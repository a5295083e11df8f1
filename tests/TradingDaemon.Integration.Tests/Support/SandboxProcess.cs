using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TradingDaemon.Integration.Tests.Support;

/// <summary>The sandbox exchange as a real process with a ledger on disk. It keeps its ports over restarts, and does not outlive its <c>using</c>.</summary>
internal sealed class SandboxProcess : IDisposable
{
    /// <summary>Its ledger, seen from the workplace's directory.</summary>
    public const string LedgerFile = "exchange/ledger.jsonl";

    private const decimal SpokenSpeed = 2;

    private readonly Workplace _place;
    private readonly string[] _arguments;
    private readonly HttpClient _staff;

    private SandboxProcess(Workplace place, int port, int seed, decimal speed, string data, string[] further, string currency = "USD")
    {
        var adminPort = Workplace.FreePort();
        _place = place;
        _staff = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{adminPort}"), Timeout = DaemonProcess.PatienceMax };
        _arguments =
        [
            "sandbox", "--json", "--port", Text(port), "--admin-port", Text(adminPort), "--data", data, "--cash", $"{currency}=1000000", "--seed", Text(seed), "--speed", Text(speed), .. further,
        ];
        Process = DaemonProcess.Start(place, _arguments);
    }

    /// <summary>The process of this moment.</summary>
    public DaemonProcess Process { get; private set; }

    /// <summary>Starts one whose ledger lies in the workplace, and waits until it listens.</summary>
    public static async Task<SandboxProcess> StartAsync(Workplace place, int port, int seed, decimal speed = 20)
    {
        var sandbox = new SandboxProcess(place, port, seed, speed, Path.GetDirectoryName(LedgerFile)!, []);
        await sandbox.ListensAsync();
        return sandbox;
    }

    /// <summary>Starts one of several: its ledger lies in a directory of its name, and it trades only the instruments of some classes.</summary>
    public static async Task<SandboxProcess> StartAsync(Workplace place, string name, int port, int seed, params string[] classes)
    {
        var file = $"{name}.json";
        await File.WriteAllTextAsync(Path.Combine(place.Directory, file), Workplace.Instruments(classes));
        var sandbox = new SandboxProcess(place, port, seed, speed: 20, name, ["--instruments", file]);
        await sandbox.ListensAsync();
        return sandbox;
    }

    /// <summary>Starts one that speaks a venue's own protocol and trades what is traded there; of several, its ledger lies in a directory of its own.</summary>
    public static async Task<SandboxProcess> StartAsync(Workplace place, SpokenVenue venue, int port, int seed, string? directory = null)
    {
        var sandbox = new SandboxProcess(
            place, port, seed, SpokenSpeed, directory ?? Path.GetDirectoryName(LedgerFile)!, ["--venue", venue.Name, "--instruments", WriteInstruments(place, venue), "--account", $"demo:{venue.Key}:{venue.Secret}", .. venue.FeeArguments], venue.Currency);
        await sandbox.ListensAsync();
        return sandbox;
    }

    /// <summary>Starts one that has the same instruments and is only looked at.</summary>
    public static async Task<SandboxProcess> StartPricesAsync(Workplace place, SpokenVenue venue, int port, int seed)
    {
        var sandbox = new SandboxProcess(place, port, seed, SpokenSpeed, "prices", ["--instruments", WriteInstruments(place, venue)]);
        await sandbox.ListensAsync();
        return sandbox;
    }

    /// <summary>Starts it again after its end; it goes on from its ledger.</summary>
    public async Task RestartAsync()
    {
        await Process.ExitAsync();
        Process.Dispose();
        Process = DaemonProcess.Start(_place, _arguments);
        await ListensAsync();
    }

    /// <summary>Loses a share of its open orders and dies, as its staff can make it.</summary>
    public async Task CrashAsync(decimal forget, int seed)
    {
        try
        {
            using var answer = await _staff.PostAsync(new Uri($"/admin/crash?forget={Text(forget)}&seed={Text(seed)}", UriKind.Relative), null);
        }
        catch (HttpRequestException)
        {
            // it died before it answered, as it should
        }

        await Process.ExitAsync();
    }

    /// <summary>Adds a fault, spelled as documented.</summary>
    public async Task AddFaultAsync(JsonObject fault) => (await _staff.PostAsJsonAsync("/admin/faults", fault)).EnsureSuccessStatusCode().Dispose();

    /// <summary>How often faults of any kind have struck.</summary>
    public async Task<long> FaultHitsAsync()
    {
        using var listed = JsonDocument.Parse(await _staff.GetStringAsync(new Uri("/admin/faults", UriKind.Relative)));
        return listed.RootElement.GetProperty("faults").EnumerateArray().Sum(static fault => fault.GetProperty("hits").GetInt64());
    }

    /// <summary>Puts a script in place of all faults.</summary>
    public async Task ReplaceFaultsAsync(JsonObject script) => (await _staff.PutAsJsonAsync("/admin/faults", script)).EnsureSuccessStatusCode().Dispose();

    /// <summary>Lets a fault stand for a while.</summary>
    public async Task WhileAsync(JsonObject fault, TimeSpan time)
    {
        using var answer = (await _staff.PostAsJsonAsync("/admin/faults", fault)).EnsureSuccessStatusCode();
        using var told = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        await Task.Delay(time);
        (await _staff.DeleteAsync(new Uri($"/admin/faults/{told.RootElement.GetProperty("ids")[0]}", UriKind.Relative))).EnsureSuccessStatusCode().Dispose();
    }

    /// <summary>How often faults of each kind have struck.</summary>
    public async Task<SortedDictionary<string, long>> StruckAsync()
    {
        using var listed = JsonDocument.Parse(await _staff.GetStringAsync(new Uri("/admin/faults", UriKind.Relative)));
        var struck = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var fault in listed.RootElement.GetProperty("faults").EnumerateArray())
        {
            var kind = fault.GetProperty("fault").GetProperty("kind").GetString()!;
            struck[kind] = struck.GetValueOrDefault(kind) + fault.GetProperty("hits").GetInt64();
        }

        return struck;
    }

    /// <summary>Lets prices stand where they are.</summary>
    public async Task StandMarketAsync() => (await _staff.PostAsJsonAsync("/admin/market", new JsonObject { ["running"] = false })).EnsureSuccessStatusCode().Dispose();

    /// <summary>Ends all faults.</summary>
    public async Task HealAsync() => (await _staff.DeleteAsync(new Uri("/admin/faults", UriKind.Relative))).EnsureSuccessStatusCode().Dispose();

    /// <summary>Resets every client's connection.</summary>
    public async Task CutAsync() => (await _staff.PostAsync(new Uri("/admin/cut", UriKind.Relative), null)).EnsureSuccessStatusCode().Dispose();

    /// <summary>Compares the daemon's books with the ledger, and the ledger with the state the exchange itself tells. The daemon must have stopped in order.</summary>
    public async Task<Comparison> CompareAsync()
    {
        using var state = JsonDocument.Parse(await _staff.GetStringAsync(new Uri("/admin/state", UriKind.Relative)));
        var account = state.RootElement.GetProperty("accounts").GetProperty("demo");
        var compared = Comparison.OfStopped(_place);
        var books = BookedCheckpoint.ReadNewest(_place.Data);
        return compared with
        {
            Differences =
            [
                .. compared.Differences, .. Comparison.OfAmounts("cash told", Amounts(account, "cash"), books.Cash), .. Comparison.OfAmounts("holding told", Amounts(account, "holdings"), books.Holdings),
                .. account.GetProperty("executions").GetArrayLength() == compared.Fills ? (string[])[] : [$"the exchange tells {account.GetProperty("executions").GetArrayLength()} executions, its ledger has {compared.Fills}"],
            ],
        };
    }

    public void Dispose()
    {
        Process.Dispose();
        _staff.Dispose();
    }

    private static string WriteInstruments(Workplace place, SpokenVenue venue)
    {
        var file = $"{venue.Name}.json";
        File.WriteAllText(Path.Combine(place.Directory, file), new JsonObject { ["instruments"] = venue.ExchangeInstruments() }.ToJsonString());
        return file;
    }

    private Task ListensAsync() => Process.SaysAsync("\"address\"");

    private static SortedDictionary<string, decimal> Amounts(JsonElement account, string name) => new(
        account.GetProperty(name).EnumerateObject().ToDictionary(static amount => amount.Name, static amount => decimal.Parse(amount.Value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)), StringComparer.Ordinal);

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
