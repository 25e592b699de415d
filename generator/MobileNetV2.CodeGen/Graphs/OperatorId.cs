using System.Globalization;

namespace MobileNetV2.CodeGen.Graphs;

/// <summary>Identifies an operator: its index in the imported file. Stable through all passes.</summary>
public readonly record struct OperatorId(int Value)
{
    /// <inheritdoc/>
    public override string ToString() => "#" + Value.ToString(CultureInfo.InvariantCulture);
}
