using System.Collections.Immutable;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>A tensor that a step reads or completes.</summary>
/// <param name="Id">As in <c>inspect</c>.</param>
/// <param name="Type">The C type of an element: <c>int8_t</c>.</param>
/// <param name="Buffer">The buffer that holds it.</param>
/// <param name="OffsetBytes">From the start of the buffer's arena.</param>
public sealed record PlanTensor(int Id, string Name, string Type, ImmutableArray<int> Shape, string Buffer, int OffsetBytes);
