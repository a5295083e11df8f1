using System.Text.Json;
using TradingDaemon.Sandbox;

namespace TradingDaemon.Tests.Sandbox;

/// <summary>A sandbox whose market stands still at 100 to 101 (BTC/USD), and a client of its demo account.</summary>
internal sealed class SandboxRig : IAsyncDisposable
{
    private readonly HttpClient _staff = new();

    private SandboxRig(SandboxServer server)
    {
        Server = server;
        Client = new SandboxClient(server);
        _staff.BaseAddress = server.AdminAddress;
    }

    public SandboxServer Server { get; }

    public SandboxClient Client { get; }

    public static async Task<SandboxRig> StartAsync(SandboxOptions? options = null)
    {
        var rig = await StartWithoutQuotesAsync(options ?? new SandboxOptions());
        rig.Quote(100m, 101m);
        return rig;
    }

    public static async Task<SandboxRig> StartWithoutQuotesAsync(SandboxOptions options) => new(await SandboxServer.StartAsync(options with { HasMarket = false }));

    public void Quote(decimal bid, decimal ask, decimal size = 1_000m) => Server.ShowQuote("BTC/USD", bid, size, ask, size);

    public async Task<(int Status, JsonElement Body)> StaffAsync(string method, string what, string body = "")
    {
        using var response = await _staff.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/admin/" + what) { Content = body.Length == 0 ? null : new StringContent(body) });
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, JsonDocument.Parse(text).RootElement);
    }

    /// <summary>How often a fault has struck.</summary>
    public async Task<long> HitsOfAsync(int fault) => (await StaffAsync("GET", "faults")).Body.GetProperty("faults").EnumerateArray()
        .Single(active => active.GetProperty("id").GetInt32() == fault).GetProperty("hits").GetInt64();

    public async Task<string> LedgerAsync() => await _staff.GetStringAsync("/admin/ledger");

    public JsonElement State(string account = "demo") => JsonDocument.Parse(Server.State()).RootElement.GetProperty("accounts").GetProperty(account);

    public Task<(int Status, JsonElement Body)> BuyAsync(string client, decimal quantity = 1m) => Client.PlaceAsync(client, "BTC/USD", "buy", "market", quantity);

    public Task<(int Status, JsonElement Body)> RestAsync(string client, decimal price = 90m, decimal quantity = 1m, string extra = "") => Client.PlaceAsync(client, "BTC/USD", "buy", "limit", quantity, price, extra);

    public static string? CodeOf(JsonElement body) => body.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;

    public static int CountOf(JsonElement state, string what) => state.GetProperty(what).GetArrayLength();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _staff.Dispose();
        await Server.DisposeAsync();
    }
}
