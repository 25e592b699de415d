using MobileNetV2.CodeGen.Graphs;

namespace MobileNetV2.CodeGen.Scheduling.Streaming;

/// <summary>
/// The bytes of <paramref name="Upper"/> and <paramref name="Lower"/> may overlap inside the chain when
/// offset(Lower) + DistanceBytes &lt;= offset(Upper): the order of events proves that nothing is overwritten before its last read.
/// </summary>
internal sealed record StreamOverlap(TensorId Lower, TensorId Upper, int DistanceBytes)
{
    /// <summary>The two are never alive together: any offsets will do.</summary>
    public const int Anywhere = int.MinValue / 2;
}
