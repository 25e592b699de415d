using System.Buffers.Binary;
using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Heads;

/// <summary>What a head makes of the outputs of one inference.</summary>
/// <param name="Items">All of one kind.</param>
/// <param name="Map">Of a segmentation; otherwise null.</param>
public sealed record HeadAnswer(ImmutableArray<IAnswerItem> Items, ClassMap? Map = null)
{
    /// <summary>The bytes of the C struct: the count, the items, zeros where there could be more.</summary>
    public byte[] ToBytes(HeadShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var bytes = new byte[shape.SizeBytes];
        var at = 0;
        foreach (var word in Items.SelectMany(i => i.Members).Prepend(Items.Length))
        {
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), word);
            at += sizeof(int);
        }

        return bytes;
    }
}
