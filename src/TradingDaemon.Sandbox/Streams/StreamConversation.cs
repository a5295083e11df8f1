using System.Buffers;
using System.Net.WebSockets;
using System.Text.Json;
using TradingDaemon.Sandbox.Access;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Streams;

/// <summary>Speaks with a client from its first frame to its last.</summary>
internal sealed class StreamConversation(StreamHub hub, Entrance entrance, FaultBoard faults, TimeProvider clock, TimeSpan heartbeatEvery)
{
    /// <summary>Path of the stream, which is also what a client signs.</summary>
    public const string Path = "/v1/stream";

    private const int MessageBytesMax = 64 * 1024; // a subscription to thousands of symbols
    private const int SymbolsMax = 10_000;

    /// <summary>Serves a client until it goes or is cut.</summary>
    public async Task RunAsync(WebSocket socket, CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        using var client = new StreamClient(faults, clock);
        hub.Add(client);
        var talking = Task.WhenAll(WriteAsync(socket, client, ending), BeatAsync(client, ending.Token));
        try
        {
            while (await ReadAsync(socket, ending.Token) is { } message) Hear(client, message.Span);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // The client is gone, or is to go: what it missed it asks for when it comes back.
        }
        finally
        {
            hub.Remove(client);
            await ending.CancelAsync();
            await talking;
        }

        if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stopping);
    }

    private static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(WebSocket socket, CancellationToken stopping)
    {
        var message = new ArrayBufferWriter<byte>(1_024);
        while (true)
        {
            var part = await socket.ReceiveAsync(message.GetMemory(1_024), stopping);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            message.Advance(part.Count);
            if (message.WrittenCount > MessageBytesMax) return null;
            if (part.EndOfMessage) return message.WrittenMemory;
        }
    }

    private async Task WriteAsync(WebSocket socket, StreamClient client, CancellationTokenSource ending)
    {
        try
        {
            while (!client.Outbox.IsFull)
            {
                var frame = await client.Outbox.NextAsync(ending.Token);
                await faults.WaitWhileStandingAsync(FaultKind.Pause, ending.Token);
                await socket.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, ending.Token);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // As above: the conversation ends, nothing else.
        }

        await ending.CancelAsync();
    }

    private async Task BeatAsync(StreamClient client, CancellationToken stopping)
    {
        using var beat = new PeriodicTimer(heartbeatEvery, clock);
        try
        {
            while (await beat.WaitForNextTickAsync(stopping)) client.Outbox.Send(Frames.Heartbeat(clock.GetUtcNow() + faults.ClockOffset));
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }

    private void Hear(StreamClient client, ReadOnlySpan<byte> message)
    {
        if (Parse(message) is not { ValueKind: JsonValueKind.Object } said)
        {
            Refuse(client, ApiError.BadRequest, "Each message is one JSON object.");
            return;
        }

        switch (OrderBody.Text(said, "op"))
        {
            case "subscribe": Subscribe(client, said, isMore: true); break;
            case "unsubscribe": Subscribe(client, said, isMore: false); break;
            case "authenticate": Authenticate(client, said); break;
            default: Refuse(client, ApiError.BadRequest, "op is subscribe, unsubscribe or authenticate."); break;
        }
    }

    private void Subscribe(StreamClient client, JsonElement said, bool isMore)
    {
        var word = OrderBody.Text(said, "channel") ?? "";
        var channel = word switch { "quotes" => Channel.Quotes, "trades" => Channel.Trades, "book" => Channel.Book, _ => default };
        var symbols = SymbolsOf(said);
        if (channel == default || symbols is null) Refuse(client, ApiError.BadRequest, "channel is quotes, trades or book, symbols a list of texts.");
        else if (!isMore) hub.Unsubscribe(client, channel, word, symbols);
        else if (faults.Draw(FaultKind.IgnoreSubscribe, new Occasion(client.Account, Frame: channel switch { Channel.Quotes => "quote", Channel.Trades => "trade", _ => "book" })) is null) hub.Subscribe(client, channel, word, symbols);
    }

    private void Authenticate(StreamClient client, JsonElement said)
    {
        var sender = new Credentials(OrderBody.Text(said, "key"), Word(said, "nonce"), Word(said, "timestamp"), OrderBody.Text(said, "signature"));
        var (account, error) = entrance.Check(sender, "GET", Path, [], clock.GetUtcNow() + faults.ClockOffset, faults.Standing(FaultKind.LooseNonces) is null);
        if (account is null) client.Outbox.Send(Frames.Error(error!));
        else hub.Authenticate(client, account);
    }

    private static List<string>? SymbolsOf(JsonElement said)
    {
        if (!said.TryGetProperty("symbols", out var list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > SymbolsMax) return null;
        return list.EnumerateArray().All(static symbol => symbol.ValueKind == JsonValueKind.String) ? [.. list.EnumerateArray().Select(static symbol => symbol.GetString()!)] : null;
    }

    // Nonce and timestamp may be numbers or texts: what is signed is how they are written.
    private static string? Word(JsonElement said, string name) => !said.TryGetProperty(name, out var value) ? null
        : value.ValueKind switch { JsonValueKind.Number => value.GetRawText(), JsonValueKind.String => value.GetString(), _ => null };

    private static void Refuse(StreamClient client, string code, string message) => client.Outbox.Send(Frames.Error(new ApiError(code, message)));

    private static JsonElement? Parse(ReadOnlySpan<byte> message)
    {
        try
        {
            var json = new Utf8JsonReader(message);
            using var document = JsonDocument.ParseValue(ref json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null; // the sender is told
        }
    }
}
