using System.Globalization;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Identifies a tensor. Stable through all passes, so a generated step can be compared with the imported graph.</summary>
public readonly record struct TensorId(int Value) : IComparable<TensorId>
{
    /// <inheritdoc/>
    public int CompareTo(TensorId other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => "%" + Value.ToString(CultureInfo.InvariantCulture);

    public static bool operator <(TensorId left, TensorId right) => left.Value < right.Value;

    public static bool operator >(TensorId left, TensorId right) => left.Value > right.Value;

    public static bool operator <=(TensorId left, TensorId right) => left.Value <= right.Value;

    public static bool operator >=(TensorId left, TensorId right) => left.Value >= right.Value;
}
