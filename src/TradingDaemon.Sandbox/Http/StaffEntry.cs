using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Protocols;
using TradingDaemon.Sandbox.Staff;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Http;

/// <summary>The staff's entrance: faults, acts, the ledger and the state. Unsigned: it is for the local machine, where the exchange alone listens.</summary>
internal sealed class StaffEntry(StaffDesk desk, StateReport state, CrashDrill drill, FaultBoard faults, Connections connections, Action<bool> runMarket, string? ledgerPath)
{
    /// <summary>Where it is.</summary>
    public const string Prefix = "/admin/";

    private readonly IReadOnlyDictionary<string, Func<JsonElement, Reply>> _acts = desk.Acts;

    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        if (await ApiRequest.ReadAsync(http) is not { } request)
        {
            await Gateway.SendAsync(http, Reply.Of(ApiError.BadRequest, "The body is too long."));
            return;
        }

        var what = request.Path[Prefix.Length..];
        if (request.Method == "GET" && what == "ledger") await SendLedgerAsync(http);
        else await Gateway.SendAsync(http, Answer(request, what));
    }

    private Reply Answer(ApiRequest request, string what)
    {
        if (what == "faults" || what.StartsWith("faults/", StringComparison.Ordinal)) return AnswerFaults(request, what);
        if (request.Method == "GET") return what == "state" ? state.Write() : NoSuch();
        switch (what)
        {
            case "cut": return Reply.Of(connections.CutAll(), static (json, count) => json.WriteNumber("cut", count));
            case "crash": return Crash(request);
            case "market":
                if (!request.HasJson || !request.Json.TryGetProperty("running", out var running) || running.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) return Reply.Of(ApiError.BadRequest, "running is true or false.");
                runMarket(running.GetBoolean());
                return Reply.Of(running.GetBoolean(), static (json, running) => json.WriteBoolean("running", running));
            default:
                if (!_acts.TryGetValue(what, out var act)) return NoSuch();
                return request.HasJson ? act(request.Json) : Reply.Of(ApiError.BadRequest, "The body is a JSON object.");
        }
    }

    private Reply Crash(ApiRequest request)
    {
        if (!decimal.TryParse(request.Query("forget") ?? "0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) || share > 1m) return Reply.Of(ApiError.BadRequest, "forget runs from 0 to 1.");
        if (!ulong.TryParse(request.Query("seed") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var seed)) return Reply.Of(ApiError.BadRequest, "seed is a whole number.");
        return Reply.Of(drill.Run(share, seed), static (json, lost) =>
        {
            json.WriteStartArray("forgotten");
            foreach (var order in lost) json.WriteStringValue(order);
            json.WriteEndArray();
        });
    }

    private Reply AnswerFaults(ApiRequest request, string what)
    {
        try
        {
            return (request.Method, what) switch
            {
                ("GET", "faults") => List(),
                ("PUT", "faults") => Numbers(faults.Replace(FaultScript.Parse(Text(request)))),
                ("POST", "faults") => Numbers(faults.Add(FaultScript.ParseFaults(Text(request)))),
                ("DELETE", "faults") => Numbers(faults.Replace(new FaultScript())),
                ("DELETE", _) when int.TryParse(what["faults/".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var id) && faults.Remove(id) => Numbers([id]),
                _ => NoSuch(),
            };
        }
        catch (InvalidDataException flaw)
        {
            return Reply.Of(ApiError.BadRequest, flaw.Message);
        }
    }

    private Reply List() => Reply.Of(faults.All, static (json, all) => json.WriteEach("faults", all, fault =>
    {
        json.WriteNumber("id", fault.Id);
        json.WriteNumber("seen", fault.Seen);
        json.WriteNumber("hits", fault.Hits);
        json.WritePropertyName("fault");
        json.WriteRawValue(FaultScript.Write(fault.Fault));
    }));

    private async Task SendLedgerAsync(HttpContext http)
    {
        if (ledgerPath is null)
        {
            await Gateway.SendAsync(http, Reply.Of(ApiError.BadRequest, "The ledger is in memory only."));
            return;
        }

        http.Response.ContentType = "application/jsonl";
        await using var ledger = new FileStream(ledgerPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await ledger.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private static Reply Numbers(IReadOnlyList<int> ids) => Reply.Of(ids, static (json, ids) =>
    {
        json.WriteStartArray("ids");
        foreach (var id in ids) json.WriteNumberValue(id);
        json.WriteEndArray();
    });

    private static string Text(ApiRequest request) => Encoding.UTF8.GetString(request.Body);

    private static Reply NoSuch() => Reply.Of(ApiError.BadRequest, "There is no such request.");
}
