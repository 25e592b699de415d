using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling;

/// <summary>
/// While a step runs, the bytes of <paramref name="Upper"/> and <paramref name="Lower"/> may overlap when
/// offset(Lower) + DistanceBytes &lt;= offset(Upper): the step overwrites nothing before it has read it last.
/// </summary>
/// <remarks>Of a step over whole tensors, Lower is an output and Upper an input; the chosen kernel tells. Of a stream,
/// the order of its events proves them.</remarks>
internal sealed record TensorOverlap(TensorId Lower, TensorId Upper, int DistanceBytes)
{
    /// <summary>The two are never alive together: any offsets will do.</summary>
    public const int Anywhere = int.MinValue / 2;
}
