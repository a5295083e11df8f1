using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace TradingDaemon.Sandbox.Http;

/// <summary>The web server: the exchange's port first, then the staff's; on the local machine only.</summary>
internal static class Listener
{
    /// <summary>Puts it together; it does not listen yet.</summary>
    public static WebApplication Build(int port, int adminPort, Connections connections, FrontDoor door)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "TradingDaemon.Sandbox" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(IPAddress.Loopback, port, listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                listen.Use(connections.Admit);
            });
            kestrel.Listen(IPAddress.Loopback, adminPort, static listen => listen.Protocols = HttpProtocols.Http1);
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(door.AnswerAsync);
        return app;
    }

    /// <summary>Where a started server listens, in the order of the ports.</summary>
    public static IReadOnlyList<Uri> AddressesOf(WebApplication app) =>
        [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(static address => new Uri(address))];
}
