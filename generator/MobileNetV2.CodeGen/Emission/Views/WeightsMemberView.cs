namespace MobileNetV2.CodeGen.Emission.Views;

/// <summary>A constant array as a member of the weights' structure.</summary>
/// <param name="AlignmentBytes">0 when the element type's own alignment is enough.</param>
/// <param name="Marker">Stands in a rendered template for the initialisers, which are streamed.</param>
internal sealed record WeightsMemberView(
    string Name,
    string Comment,
    string CType,
    int Elements,
    int AlignmentBytes,
    int OffsetBytes,
    string Marker)
{
    public bool HasAlignment => AlignmentBytes > 0;
}
