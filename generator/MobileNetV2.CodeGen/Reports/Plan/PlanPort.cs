using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>An input or output of the network.</summary>
/// <param name="Tensor">Its id, as in <c>inspect</c>.</param>
/// <param name="Type">The C type of an element: <c>int8_t</c>.</param>
public sealed record PlanPort(int Tensor, string Name, string Type, ImmutableArray<int> Shape)
{
    /// <summary>An element stands for scale * (element - zero point); null for one that stands for itself.</summary>
    public float? Scale { get; init; }

    public int? ZeroPoint { get; init; }
}
