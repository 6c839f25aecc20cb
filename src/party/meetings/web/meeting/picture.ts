// Photos made ready where they were taken: drawn anew at a size that suits a record, which also leaves place and camera behind.

const longest = 2560
const small = 320

/** Draws a picture so that its longer side is at most `side`; a JPEG without metadata. */
async function drawn(source: ImageBitmap, side: number, name: string): Promise<File> {
  const scale = Math.min(1, side / Math.max(source.width, source.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(source.width * scale))
  canvas.height = Math.max(1, Math.round(source.height * scale))
  const context = canvas.getContext('2d')
  if (context === null) throw new Error('No canvas')
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85))
  if (blob === null) throw new Error('Not drawn')
  return new File([blob], name, { type: 'image/jpeg' })
}

/** The photo to send and its small picture; null for a file that is no picture this browser can show. */
export async function photoOf(file: File): Promise<{ file: File; thumbnail: File } | null> {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type)) return null
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
    const name = `${file.name.replace(/\.[^.]*$/, '')}.jpg`
    const photo = await drawn(bitmap, longest, name)
    const thumbnail = await drawn(bitmap, small, name)
    bitmap.close()
    return { file: photo, thumbnail }
  } catch {
    return null
  }
}

/** 3.4 MB, 820 KB */
export const sizeText = (bytes: number): string =>
  bytes >= 1024 * 1024
    ? `${(bytes / 1024 / 1024).toFixed(1)} MB`
    : `${Math.max(1, Math.round(bytes / 1024))} KB`
