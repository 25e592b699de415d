using MobileNetV2.CodeGen.Graphs;
using MobileNetV2.CodeGen.Interpreter;

namespace MobileNetV2.CodeGen.Differences;

/// <summary>How far a replay is from what another program computed: fewer elements first, then smaller differences.</summary>
internal readonly record struct Mismatch(int Elements, double Sum) : IComparable<Mismatch>
{
    public static Mismatch operator +(Mismatch left, Mismatch right) => new(left.Elements + right.Elements, left.Sum + right.Sum);

    public static bool operator <(Mismatch left, Mismatch right) => left.CompareTo(right) < 0;

    public static bool operator >(Mismatch left, Mismatch right) => left.CompareTo(right) > 0;

    public int CompareTo(Mismatch other) => Elements != other.Elements ? Elements.CompareTo(other.Elements) : Sum.CompareTo(other.Sum);

    public static Mismatch Of(ElementType type, ReadOnlySpan<byte> here, ReadOnlySpan<byte> theirs) =>
        TensorDifference.Between(type, here, theirs) is { } difference ? new(difference.DifferentElements, difference.Sum) : default;
}
