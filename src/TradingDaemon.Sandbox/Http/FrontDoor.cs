using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;

namespace TradingDaemon.Sandbox.Http;

/// <summary>Sends each request to where it is answered.</summary>
internal sealed class FrontDoor(Gateway gateway, StaffEntry staff)
{
    /// <summary>Answers a request.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        try
        {
            if ((http.Request.Path.Value ?? "").StartsWith(StaffEntry.Prefix, StringComparison.Ordinal)) await staff.AnswerAsync(http);
            else await gateway.AnswerAsync(http);
        }
        catch (Exception gone) when (http.RequestAborted.IsCancellationRequested && gone is OperationCanceledException or IOException or WebSocketException)
        {
            http.Abort(); // the client left, or was cut: there is nobody to answer
        }
    }
}
