namespace MobileNetV2.CodeGen.Import.TfLite.Schema;

/// <summary>How a window is padded, by its number in the schema.</summary>
internal enum PaddingScheme : byte
{
    Same = 0,
    Valid = 1,
}
