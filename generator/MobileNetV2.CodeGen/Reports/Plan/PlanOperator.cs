using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace MobileNetV2.CodeGen.Reports.Plan;

/// <summary>One operator of the network, and what the plan makes of it.</summary>
/// <param name="Id">Its index in the model file, as in <c>inspect</c>.</param>
/// <param name="Kind">As in TensorFlow Lite: <c>CONV_2D</c>.</param>
/// <param name="Details">Window, stride, padding and activation, in a few words.</param>
/// <param name="Name">The source's name of the tensor that it makes.</param>
/// <param name="Step">The step that runs it; null for a view, which costs nothing.</param>
/// <param name="Inputs">Ids of the tensors that it reads, constants left out.</param>
/// <param name="Outputs">Ids of the tensors that it makes.</param>
/// <param name="Shape">Of its first output.</param>
/// <param name="Type">The C type of that output's elements.</param>
/// <param name="Functions">The C kernels called for it, in order.</param>
/// <param name="Reason">Why these kernels.</param>
public sealed record PlanOperator(
    int Id,
    string Kind,
    string Details,
    string Name,
    int? Step,
    ImmutableArray<int> Inputs,
    ImmutableArray<int> Outputs,
    ImmutableArray<int> Shape,
    string Type,
    long Macs,
    long EstimatedInstructions,
    long WeightsBytes,
    ImmutableArray<string> Functions,
    string Reason)
{
    /// <summary>Of <see cref="Macs"/>, what is computed more than once: only what a few windows read of it is ever kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long RecomputedMacs { get; init; }
}
