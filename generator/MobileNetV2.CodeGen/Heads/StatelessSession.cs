namespace MobileNetV2.CodeGen.Heads;

/// <summary>Every answer depends on one inference only.</summary>
internal sealed class StatelessSession(Func<IReadOnlyList<byte[]>, HeadAnswer> read) : IHeadSession
{
    public HeadAnswer Read(IReadOnlyList<byte[]> outputs) => read(outputs);
}
