using System.Buffers;
using System.Net.WebSockets;
using TradingDaemon.Sandbox.Faults;

namespace TradingDaemon.Sandbox.Streams;

/// <summary>Keeps a client's connection from its first frame to its last, whatever is spoken on it.</summary>
internal sealed class StreamSessions(StreamHub hub, FaultBoard faults, RequestFaults requestFaults, TimeProvider clock, TimeSpan beatEvery)
{
    private const int MessageBytesMax = 64 * 1024; // a subscription to thousands of symbols

    /// <summary>Serves a client until it goes or is cut; false when the connection is to be reset.</summary>
    public async Task<bool> RunAsync(WebSocket socket, Func<StreamClient, IConversation> converse, CancellationToken stopping)
    {
        using var client = new StreamClient(faults, requestFaults, clock, stopping);
        var conversation = converse(client);
        hub.Add(client, conversation);
        var talking = Task.WhenAll(WriteAsync(socket, client, conversation), BeatAsync(conversation, client.Ending));
        try
        {
            while (await ReadAsync(socket, client.Ending) is { } message) await conversation.HearAsync(message);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // The client is gone, or is to go: what it missed it asks for when it comes back.
        }
        finally
        {
            hub.Remove(conversation);
            await client.EndAsync();
            await talking;
        }

        if (socket.State == WebSocketState.CloseReceived) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, stopping);
        return !client.IsCut;
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

    private async Task WriteAsync(WebSocket socket, StreamClient client, IConversation conversation)
    {
        try
        {
            while (!client.Outbox.IsFull)
            {
                var frame = await client.Outbox.NextAsync(client.Ending);
                await faults.WaitWhileStandingAsync(FaultKind.Pause, client.Ending);
                await socket.SendAsync(frame, conversation.FrameType, endOfMessage: true, client.Ending);
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            // As above: the conversation ends, nothing else.
        }

        await client.EndAsync();
    }

    private async Task BeatAsync(IConversation conversation, CancellationToken stopping)
    {
        using var beat = new PeriodicTimer(beatEvery, clock);
        try
        {
            while (await beat.WaitForNextTickAsync(stopping)) hub.Beat(conversation);
        }
        catch (OperationCanceledException)
        {
            // The end.
        }
    }
}
