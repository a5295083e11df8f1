using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using TradingDaemon.Sandbox.Streams;

namespace TradingDaemon.Sandbox.Http;

/// <summary>Sends each request to where it is answered.</summary>
internal sealed class FrontDoor(Gateway gateway, StreamEntry stream, StaffEntry staff)
{
    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        try
        {
            if (path.StartsWith(StaffEntry.Prefix, StringComparison.Ordinal)) await staff.AnswerAsync(http);
            else if (path == StreamConversation.Path) await stream.AnswerAsync(http);
            else await gateway.AnswerAsync(http);
        }
        catch (Exception gone) when (http.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException or WebSocketException)
        {
            http.Abort(); // the client left, or was cut: there is nobody to answer
        }
    }
}
