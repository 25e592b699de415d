using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Operators;

/// <summary>One dimension of a walk over an input that gives an output in order:
/// element i is <c>Offsets[i]</c> input elements away.</summary>
internal readonly record struct MoveAxis(ImmutableArray<int> Offsets)
{
    public int Size => Offsets.Length;

    /// <summary>The distance between neighbours; null when it is not always the same.</summary>
    public int? Step
    {
        get
        {
            var offsets = Offsets;
            var step = Size < 2 ? 0 : offsets[1] - offsets[0];
            return Enumerable.Range(1, Math.Max(0, Size - 1)).All(i => offsets[i] - offsets[i - 1] == step) ? step : null;
        }
    }

    /// <summary>Each <paramref name="step"/>th element, <paramref name="size"/> of them.</summary>
    public static MoveAxis Of(int size, int step) => Of(size, i => i * step);

    public static MoveAxis Of(int size, Func<int, int> offset) => new([.. Enumerable.Range(0, size).Select(offset)]);
}
