namespace MobileNetV2.CodeGen.Heads;

/// <summary>Answers in a row: a head may keep something from one to the next.</summary>
public interface IHeadSession
{
    /// <param name="outputs">The bytes of the network's outputs.</param>
    HeadAnswer Read(IReadOnlyList<byte[]> outputs);
}
