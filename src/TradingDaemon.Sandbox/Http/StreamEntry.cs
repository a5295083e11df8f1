using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Faults;
using TradingDaemon.Sandbox.Streams;
using TradingDaemon.Sandbox.Wire;

namespace TradingDaemon.Sandbox.Http;

/// <summary>Where a stream is opened.</summary>
internal sealed class StreamEntry(Gateway gateway, StreamConversation conversation, FaultBoard faults, CancellationToken stopping)
{
    private const int Weight = 10;

    /// <summary>Opens a stream and serves it to its end.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        await faults.WaitWhileStandingAsync(FaultKind.Pause, http.RequestAborted);
        if (gateway.TakeWeight(http, http.Request.Headers["X-Key"], Weight) is { } limited) await Gateway.SendAsync(http, limited);
        else if (!http.WebSockets.IsWebSocketRequest) await Gateway.SendAsync(http, Reply.Of(ApiError.BadRequest, "A stream is a WebSocket."));
        else if (faults.Draw(FaultKind.Reject, new Occasion(Request: "stream")) is { } refused) await Gateway.SendAsync(http, Reply.Of(refused.Fault.Code!, "Refused by a fault."));
        else
        {
            using var socket = await http.WebSockets.AcceptWebSocketAsync();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, http.RequestAborted);
            await conversation.RunAsync(socket, ending.Token);
        }
    }
}
