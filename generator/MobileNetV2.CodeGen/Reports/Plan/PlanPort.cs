using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>An input or output of the network.</summary>
/// <param name="Tensor">Its id, as in <c>inspect</c>.</param>
/// <param name="Type">The C type of an element: <c>int8_t</c>.</param>
public sealed record PlanPort(int Tensor, string Name, string Type, ImmutableArray<int> Shape);
