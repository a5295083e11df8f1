using System.Net.WebSockets;
using TradingDaemon.Sandbox.Floor;

namespace TradingDaemon.Sandbox.Streams;

/// <summary>
/// What a venue says on one connection: first words, answers, and of what happens on the floor the part the client asked for. Frames of news go out by
/// <see cref="StreamClient.Tell"/>, where faults strike them, and answers by <see cref="StreamClient.Send"/>.
/// </summary>
internal interface IConversation : IFloorListener
{
    /// <summary>What the frames are, as far as the wire knows.</summary>
    WebSocketMessageType FrameType => WebSocketMessageType.Text;

    /// <summary>The client is there, and has said nothing yet. Inside the floor, as what is heard of it.</summary>
    void Begin();

    /// <summary>The client said something. Outside the floor, one message at a time: what changes the conversation enters it.</summary>
    Task HearAsync(ReadOnlyMemory<byte> message);

    /// <summary>It is time to show that the stream lives. Inside the floor.</summary>
    void Beat();
}
